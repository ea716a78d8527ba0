"""What tests build with: tokens, clients, clocks, broken networks."""

"""Who is told what, by which channel, each once."""

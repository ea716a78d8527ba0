"""Reports as documents: one model, thin writers. Whatever a writer sees has been through disclosure control."""

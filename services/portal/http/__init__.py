"""The portal over HTTP: pages in, pages out."""

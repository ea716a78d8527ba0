"""Feedback: what children, families and partners say; compliments and complaints."""

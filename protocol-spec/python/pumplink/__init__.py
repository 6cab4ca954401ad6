"""PumpLink 1.0 in Python."""

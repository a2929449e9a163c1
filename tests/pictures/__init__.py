"""Pictures: drawn from plain facts, measured, and compared with stored ones."""

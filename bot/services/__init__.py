"""Use cases: one file each, one decision inside the open transaction. No Telegram, no SQL, no clock."""

"""What a command shows and its buttons turn: a file for each noun whose message is rewritten in place."""

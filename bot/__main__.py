"""`python -m bot` is `jifenbot`."""

from bot.cli import main

if __name__ == "__main__":
    main()

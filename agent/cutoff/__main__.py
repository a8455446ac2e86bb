"""Start of the cutoff. Without arguments it is the service; a word is done at once.

The installer says `install` and `remove`. Nothing else is understood, and nothing of the
environment decides what is done or where the result goes.
"""

import sys

if __name__ == "__main__":
    from agent.win32.dll import restrict_library_search

    restrict_library_search()
    from agent.cutoff.running import main

    sys.exit(main(sys.argv[1:]))

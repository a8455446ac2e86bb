"""What reads files, values and answers of others, fed with bytes that nobody meant.

Each target is a module with one function, `attempt(data)`: it gives the bytes to what reads them in
the program, and sees that what comes out is a value or the error that is promised, and that what
must never be true is not.
"""

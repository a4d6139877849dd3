// The package has no types: lists of words by ISO 639-3 code, and functions that nothing here uses.
declare module 'stopword'

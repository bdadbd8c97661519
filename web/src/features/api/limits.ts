/** What one request may cost, as the page tells it; a test holds the numbers against the server's. */

export const limits = [
  { key: 'depth', what: 'Depth of a document', most: 12, unit: 'levels' },
  { key: 'aliases', what: 'Aliases in a document', most: 15, unit: '' },
  { key: 'tokens', what: 'Tokens in a document', most: 1_000, unit: '' },
  {
    key: 'cost',
    what: 'Cost of a document: a value 1, an object 2, times what its lists ask for',
    most: 50_000,
    unit: '',
  },
  { key: 'page', what: 'Entries of one page of a list', most: 100, unit: '' },
  { key: 'body', what: 'Body of a request', most: 1_048_576, unit: 'bytes' },
  { key: 'largeBody', what: 'Body of analyzeProject, decompressed', most: 33_554_432, unit: 'bytes' },
  {
    key: 'largeBodies',
    what: 'Larger bodies than others may be, under way at once for one organization; the next waits for its turn',
    most: 4,
    unit: '',
  },
] as const;

const words = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** Whether texts hold every word of a query between them, whatever the case. */
export const matches = (query: string, texts: readonly (string | null)[]): boolean => {
  const hay = texts
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase();
  return words(query).every((word) => hay.includes(word));
};

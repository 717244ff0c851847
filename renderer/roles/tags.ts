/** Tags as they are typed into one field. */
export const splitTags = (text: string): readonly string[] =>
  text
    .split(/[,،、]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

/** The same text with a tag more, or without it. */
export const withTag = (text: string, tag: string, on: boolean): string => {
  const others = splitTags(text).filter((one) => one.toLowerCase() !== tag.toLowerCase());
  return [...others, ...(on ? [tag] : [])].join(', ');
};

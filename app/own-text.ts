/**
 * A text with memory of its own. The engine that runs us keeps a part of a text by keeping the whole: a name out of a
 * credentials file would keep the keys beside it, long after they were let go of.
 */
export const ownText = (text: string): string => {
  const copy: unknown = JSON.parse(JSON.stringify(text));
  return typeof copy === 'string' ? copy : text;
};

import { parseDuration } from '../../app/duration.ts';

/** A duration as typed: seconds, null for nothing typed, or that it is none. */
export const typedDuration = (
  text: string,
): { readonly ok: true; readonly seconds: number | null } | { readonly ok: false } => {
  if (text.trim() === '') return { ok: true, seconds: null };
  const seconds = parseDuration(text);
  return seconds === null ? { ok: false } : { ok: true, seconds };
};

/** What was typed, or null for nothing. */
export const typed = (text: string): string | null => (text.trim() === '' ? null : text.trim());

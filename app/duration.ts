import type { Seconds } from './model.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** `90s`, `10m`, `12h`, `1h 30m` or bare seconds, as whole seconds; null when it is none of these. */
export const parseDuration = (text: string): Seconds | null => {
  const trimmed = text.trim().toLowerCase();
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed);
  if (!/^(\d{1,6}\s*[smhd]\s*)+$/.test(trimmed)) return null;
  return [...trimmed.matchAll(/(\d+)\s*([smhd])/g)].reduce(
    (sum, part) => sum + Number(part[1]) * (UNITS[part[2] ?? ''] ?? 0),
    0,
  );
};

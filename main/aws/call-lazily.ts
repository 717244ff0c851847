import type { Detail } from '../../app/detail.ts';
import type { Answer, CallContext } from '../../app/ports.ts';
import type { Result } from '../../app/result.ts';
import type { ClientConfig } from './call.ts';
import type { Lines } from './lines.ts';

/** `callAws`, loaded with the SDK's HTTP parts at the first call: the tray does not wait for them. */
export const callLazily = async <Output, T>(
  lines: Lines,
  context: CallContext,
  send: (config: ClientConfig) => Promise<Output>,
  read: (output: Output) => Result<T, Detail>,
): Promise<Answer<T>> => {
  const { callAws } = await import('./call.ts');
  return callAws(lines, context, send, read);
};

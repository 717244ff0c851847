/** The app's own scheme and the one origin in it. */
export const SCHEME = 'fobwatch';
const ORIGIN = `${SCHEME}://app`;

/** Pages of the app, by window. */
export const pages = {
  popover: `${ORIGIN}/index.html`,
  keyForm: `${ORIGIN}/key-form.html`,
  device: `${ORIGIN}/device.html`,
} as const;

/** Whether a URL is of our own origin. */
export const isOurs = (url: string): boolean => {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === ORIGIN;
  } catch {
    return false;
  }
};

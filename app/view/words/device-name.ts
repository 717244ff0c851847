/** The end of a serial that a person recognises: "…/mfa/ada"; a hardware serial stays whole. */
export const deviceWords = (serial: string): string => {
  const at = serial.indexOf(':mfa/');
  return at === -1 ? serial : `…/${serial.slice(at + 1)}`;
};

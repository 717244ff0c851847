/** A file's text, as vite bundles it. */
declare module '*?raw' {
  const text: string;
  // oxlint-disable-next-line import/no-default-export -- vite's form
  export default text;
}

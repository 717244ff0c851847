/** Words of AWS or of the system, kept for whoever wants them. */
export const Disclosure = (props: { readonly summary: string; readonly text: string }) => (
  <details className="disclosure">
    <summary>{props.summary}</summary>
    <code>{props.text}</code>
  </details>
);

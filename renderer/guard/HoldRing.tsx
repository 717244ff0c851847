/** A ring that fills while a button is held down; how long is the style sheet's and the button's own. */
export const HoldRing = () => (
  <svg className="hold-ring" viewBox="0 0 20 20" aria-hidden="true">
    <circle className="hold-track" cx="10" cy="10" r="8" />
    <circle
      className="hold-done"
      cx="10"
      cy="10"
      r="8"
      pathLength="100"
      transform="rotate(-90 10 10)"
    />
  </svg>
);

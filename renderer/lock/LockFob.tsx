/** The fob watch with its case shut: solid, the keyhole cut out; the same figure as the tray's. */
export const LockFob = () => (
  <svg className="fob fob-large lock-fob" viewBox="0 0 24 24" aria-hidden="true">
    <path
      className="fob-crown"
      d="M9.6 1.6h4.8a.8.8 0 0 1 .8.8v1.1a.8.8 0 0 1-.8.8h-1.1v1.4h-2.6V4.3h-1.1a.8.8 0 0 1-.8-.8V2.4a.8.8 0 0 1 .8-.8Z"
    />
    <path
      className="lock-case"
      fillRule="evenodd"
      d="M12 5a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 6.2a1.9 1.9 0 0 0-.95 3.54l-.75 2.86h3.4l-.75-2.86A1.9 1.9 0 0 0 12 11.2Z"
    />
  </svg>
);

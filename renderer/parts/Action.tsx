import type { LucideIcon } from 'lucide-react';

/** A round-cornered icon button that shows its name on hover and focus, over what stands left of it. */
export const Action = (props: {
  readonly icon: LucideIcon;
  /** Shown: a verb. */
  readonly name: string;
  /** Said: the verb and what it acts on. */
  readonly label: string;
  readonly onPress: () => void;
  readonly rowMain?: boolean;
  /** Whether Tab stops at it; the arrows lead to all rows. */
  readonly stop?: boolean;
}) => {
  const Icon = props.icon;
  return (
    <button
      type="button"
      className="action action-named"
      aria-label={props.label}
      tabIndex={props.stop === false ? -1 : undefined}
      data-row-main={props.rowMain === true ? '' : undefined}
      onClick={props.onPress}
    >
      <span className="action-name" aria-hidden="true">
        {props.name}
      </span>
      <Icon className="icon" aria-hidden="true" />
    </button>
  );
};

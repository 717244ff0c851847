import * as Dropdown from '@radix-ui/react-dropdown-menu';
import { Ellipsis } from 'lucide-react';

export type MenuItem = {
  readonly name: string;
  readonly onPress: () => void;
  readonly disabled?: boolean;
};

/** The rest of what can be done, opened by pointer or key. Not modal: a modal one would inject a style element. */
export const Menu = (props: { readonly label: string; readonly items: readonly MenuItem[] }) => (
  <Dropdown.Root modal={false}>
    <Dropdown.Trigger className="action action-more" aria-label={props.label}>
      <Ellipsis className="icon" aria-hidden="true" />
    </Dropdown.Trigger>
    <Dropdown.Portal>
      <Dropdown.Content className="menu" align="end" sideOffset={4} collisionPadding={8} loop>
        {props.items.map((item) => (
          <Dropdown.Item
            key={item.name}
            className="menu-item"
            disabled={item.disabled === true}
            onSelect={item.onPress}
          >
            {item.name}
          </Dropdown.Item>
        ))}
      </Dropdown.Content>
    </Dropdown.Portal>
  </Dropdown.Root>
);

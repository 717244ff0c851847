import { Ellipsis, type LucideIcon } from 'lucide-react';
import { useImperativeHandle, useRef, useState, type ComponentProps, type Ref } from 'react';
import { language } from '../../app/view/words/say.ts';
import { createLate } from '../state/late.ts';
import type { MenuGroup, MenuList } from './MenuList.tsx';

const { prepare: prepareMenus, use: useMenus } = createLate(() => import('./MenuList.tsx'));
export { prepareMenus };

const OpenMenu = (props: ComponentProps<typeof MenuList>) => {
  const menus = useMenus(true);
  return menus !== null && <menus.MenuList {...props} />;
};

export type MenuHandle = { open(how: 'by-key' | 'by-pointer'): void };

/** A button that opens the rest of what can be done. The list exists only while it is open: there may be a thousand rows. */
export const Menu = (props: {
  readonly label: string;
  /** Asked for while it is open: each of a thousand rows has a menu. */
  readonly groups: () => readonly MenuGroup[];
  /** In place of the three dots. */
  readonly icon?: LucideIcon;
  /** Whether Tab stops at it. */
  readonly stop?: boolean;
  /** Opens it from outside. */
  readonly ref?: Ref<MenuHandle>;
}) => {
  const [open, setOpen] = useState<'no' | 'by-key' | 'by-pointer'>('no');
  const button = useRef<HTMLButtonElement>(null);
  const { label, groups, stop = true, icon: Icon = Ellipsis, ref } = props;
  useImperativeHandle(ref, () => ({ open: setOpen }));
  return (
    <>
      <button
        ref={button}
        type="button"
        tabIndex={stop ? undefined : -1}
        className="action action-more"
        aria-label={label}
        // Not over the list it opened.
        title={open === 'no' ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open !== 'no'}
        // A press outside closes the list before the click arrives here, so the press decides.
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          if (open === 'no') setOpen('by-pointer');
          else setOpen('no');
        }}
        // The press would take the focus from the list it just opened, and the arrows would walk the rows behind it.
        onMouseDown={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          const onward = language().direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
          if (!['Enter', ' ', onward].includes(event.key)) return;
          event.preventDefault();
          setOpen('by-key');
        }}
        // Pressed neither by a pointer nor by a key of its own: from the search, or by a screen reader.
        onClick={(event) => {
          if (event.detail === 0 && open === 'no') setOpen('by-key');
        }}
      >
        <Icon className="icon" aria-hidden="true" />
      </button>
      {open !== 'no' && (
        <OpenMenu
          label={label}
          groups={groups()}
          anchor={button}
          byKey={open === 'by-key'}
          onClose={() => setOpen('no')}
        />
      )}
    </>
  );
};

import * as RadixMenu from '@radix-ui/react-menu';
import { Check, ChevronRight } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { language } from '../../app/view/words/say.ts';
import { focusNew } from '../state/focus-new.ts';
import { focusNext, isFocusLost } from '../state/focus.ts';

export type MenuAct = {
  readonly name: string;
  /** Said behind the name in a quieter tone. */
  readonly note?: string;
  /** Whether it is the one in force of those beside it. */
  readonly chosen?: boolean;
  readonly onPress: () => void;
};

/** What the items under it are about. */
type MenuTitle = { readonly name: string; readonly title: true };

/** It cannot be done here, and this says why: reached by key all the same, so that everybody hears it. */
type MenuRefusal = { readonly name: string; readonly unavailable: string };

/** Something to do, or a menu of its own. */
export type MenuItem =
  | MenuAct
  | MenuRefusal
  | MenuTitle
  | { readonly name: string; readonly items: readonly MenuAct[] };

/** What belongs together: a line stands between one group and the next. */
export type MenuGroup = readonly MenuItem[];

const Choice = (props: {
  readonly item: MenuAct;
  readonly chosen: boolean;
  readonly takesFocus: boolean;
}) => (
  <RadixMenu.CheckboxItem
    ref={props.takesFocus ? focusNew : undefined}
    role="menuitemradio"
    aria-checked={props.chosen}
    className="menu-item menu-choice"
    checked={props.chosen}
    onSelect={() => props.item.onPress()}
  >
    <RadixMenu.ItemIndicator className="menu-mark">
      <Check className="icon icon-small" aria-hidden="true" />
    </RadixMenu.ItemIndicator>
    {props.item.name}
    {props.item.note !== undefined && <span className="menu-note">{props.item.note}</span>}
  </RadixMenu.CheckboxItem>
);

const Item = (props: { readonly item: MenuAct | MenuRefusal; readonly takesFocus: boolean }) => {
  const { item, takesFocus } = props;
  if ('chosen' in item && item.chosen !== undefined)
    return <Choice item={item} chosen={item.chosen} takesFocus={takesFocus} />;
  return (
    <RadixMenu.Item
      ref={takesFocus ? focusNew : undefined}
      className="menu-item"
      aria-disabled={'unavailable' in item}
      onSelect={(event) => {
        if ('onPress' in item) item.onPress();
        else event.preventDefault();
      }}
    >
      {item.name}
      {'unavailable' in item && <span className="menu-why">{item.unavailable}</span>}
      {'note' in item && <span className="menu-note">{item.note}</span>}
    </RadixMenu.Item>
  );
};

/** Opened by the pointer, Return or the right arrow; closed by the left one. */
const SubMenu = (props: { readonly name: string; readonly items: readonly MenuAct[] }) => {
  const [open, setOpen] = useState(false);
  return (
    <RadixMenu.Sub open={open} onOpenChange={setOpen}>
      <RadixMenu.SubTrigger className="menu-item">
        {props.name}
        <ChevronRight className="icon icon-small icon-onward menu-more" aria-hidden="true" />
      </RadixMenu.SubTrigger>
      <RadixMenu.Portal container={landmark()}>
        <RadixMenu.SubContent className="menu menu-sub" tabIndex={0} collisionPadding={8} loop>
          {props.items.map((item) => (
            <Item key={item.name} item={item} takesFocus={false} />
          ))}
        </RadixMenu.SubContent>
      </RadixMenu.Portal>
    </RadixMenu.Sub>
  );
};

/** Menus are drawn over the page and stand in its main part all the same, where a screen reader looks for things. */
const landmark = (): HTMLElement | null => document.querySelector('main');

/** What a group is about, where it says so. */
const titleOf = ([first]: MenuGroup): string | undefined =>
  first !== undefined && 'title' in first ? first.name : undefined;

/** The open list. Not modal: a modal one would inject a style element, which the page's policy forbids. */
export const MenuList = (props: {
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly anchor: RefObject<HTMLButtonElement | null>;
  /** Opened by key: the next key stroke belongs to the first item. */
  readonly byKey: boolean;
  readonly onClose: () => void;
}) => {
  const { label, anchor, byKey, onClose } = props;
  const groups = props.groups.filter((group) => group.length > 0);
  return (
    <RadixMenu.Root
      open
      dir={language().direction}
      modal={false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <RadixMenu.Anchor virtualRef={anchor} />
      <RadixMenu.Portal container={landmark()}>
        <RadixMenu.Content
          className="menu"
          aria-label={label}
          // It scrolls where it is long, so it takes the focus itself.
          tabIndex={0}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          loop
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Whoever pressed something else keeps the focus there.
            if (!isFocusLost()) return;
            if (anchor.current === null) focusNext();
            else anchor.current.focus();
          }}
          onInteractOutside={(event) => {
            // The button itself closes what it opened.
            if (event.target instanceof Node && anchor.current?.contains(event.target) === true) {
              event.preventDefault();
            }
          }}
        >
          {groups.map((group, at) => (
            <RadixMenu.Group key={group[0]?.name} aria-label={titleOf(group)}>
              {at > 0 && <RadixMenu.Separator className="menu-line" />}
              {group.map((item, index) => {
                if ('items' in item)
                  return <SubMenu key={item.name} name={item.name} items={item.items} />;
                if ('title' in item)
                  return (
                    // The group's name, which is heard with its first item.
                    <RadixMenu.Label key={item.name} className="menu-title" aria-hidden="true">
                      {item.name}
                    </RadixMenu.Label>
                  );
                const isFirst = at === 0 && index === ('title' in (group[0] ?? {}) ? 1 : 0);
                return <Item key={item.name} item={item} takesFocus={byKey && isFirst} />;
              })}
            </RadixMenu.Group>
          ))}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
};

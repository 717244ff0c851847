/**
 * The settings of the test desktop, as the programs read them: quiet, legible, the same in every
 * run. Paths are relative to the desktop's HOME.
 */

/** Text sizes and faces of everything GTK draws. */
const gtkSettings = (dark: boolean): string => `[Settings]
gtk-theme-name=Adwaita
gtk-icon-theme-name=Adwaita
gtk-font-name=Inter 10
gtk-application-prefer-dark-theme=${dark ? 1 : 0}
gtk-cursor-blink=0
gtk-enable-animations=0
`;

/** One panel on top: a stretch, the tray, a clock. */
const panel = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="true"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="background-style" type="uint" value="1"/>
      <property name="background-rgba" type="array">
        <value type="double" value="0.10"/>
        <value type="double" value="0.11"/>
        <value type="double" value="0.14"/>
        <value type="double" value="1"/>
      </property>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
        <value type="int" value="4"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist">
      <property name="flat-buttons" type="bool" value="true"/>
      <property name="show-handle" type="bool" value="false"/>
    </property>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
      <property name="icon-size" type="uint" value="22"/>
    </property>
    <property name="plugin-4" type="string" value="clock">
      <property name="mode" type="uint" value="2"/>
      <property name="digital-layout" type="uint" value="3"/>
      <property name="digital-time-format" type="string" value=" %H:%M "/>
      <property name="digital-time-font" type="string" value="Inter 10"/>
    </property>
  </property>
</channel>
`;

/** Bubbles at the lower right, clear of the popover below the panel. They stay until clicked, so that pictures are no race. */
const dunst = `[global]
    origin = bottom-right
    offset = 16x16
    show_indicators = no
    width = (320, 380)
    height = 200
    notification_limit = 5
    padding = 14
    horizontal_padding = 16
    frame_width = 1
    frame_color = "#c9ccd3"
    separator_color = frame
    corner_radius = 8
    font = Inter 10
    markup = full
    format = "<b>%s</b>\\n%b"
    ellipsize = end
    icon_position = left
    max_icon_size = 40
    history_length = 100
    idle_threshold = 0
    show_age_threshold = -1
    mouse_left_click = do_action, close_current
    mouse_right_click = close_current

[urgency_low]
    background = "#ffffff"
    foreground = "#1b1d22"
    timeout = 0
[urgency_normal]
    background = "#ffffff"
    foreground = "#1b1d22"
    timeout = 0
[urgency_critical]
    background = "#ffffff"
    foreground = "#1b1d22"
    frame_color = "#b3261e"
    timeout = 0
`;

const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <alias><family>system-ui</family><prefer><family>Inter</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Inter</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

/** What the app leaves behind once somebody has used it: without it, it begins with the first run. */
export const usedBefore: Readonly<Record<string, string>> = {
  '.config/Fobwatch/identities.json': '{ "version": 1, "identities": [] }',
};

/** File texts by path below HOME. */
export const homeFiles = (dark: boolean): Readonly<Record<string, string>> => ({
  ...usedBefore,
  '.config/gtk-3.0/settings.ini': gtkSettings(dark),
  '.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml': panel,
  '.config/dunst/dunstrc': dunst,
  '.config/fontconfig/fonts.conf': fonts,
});

/**
 * A session bus with only the services this desktop was asked for: the system's own list would start
 * a keychain or a notification daemon on first use, also where a test wants none.
 */
export const busConfig = (socket: string, services: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

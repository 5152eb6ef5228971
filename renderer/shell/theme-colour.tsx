import { useMantineColorScheme } from '@mantine/core';
import { pageColours } from '../../shared/values/page-colours.ts';

/**
 * Names the page's theme to whoever shows it, where the person has chosen one: the desktop app gives its title bar, menus
 * and dialogs the same (electron/desktop/page-theme.ts). Without a choice of theirs there is nothing to name.
 */
export function ThemeColour() {
  const { colorScheme } = useMantineColorScheme();
  return colorScheme === 'auto' ? null : <meta name="theme-color" content={pageColours[colorScheme]} />;
}

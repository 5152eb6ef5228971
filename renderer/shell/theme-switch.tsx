import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { words } from '../../shared/words/words.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

const next: Record<MantineColorScheme, MantineColorScheme> = { auto: 'light', light: 'dark', dark: 'auto' };
const icons: Record<MantineColorScheme, IconName> = { auto: 'screen', light: 'sun', dark: 'moon' };

/** Goes through the three themes: as the system, light, dark. */
export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const label = words.page.shell.theme.switch({ now: colorScheme, next: next[colorScheme] });
  return (
    <ActionIcon aria-label={label} title={label} onClick={() => setColorScheme(next[colorScheme])}>
      <Icon name={icons[colorScheme]} />
    </ActionIcon>
  );
}

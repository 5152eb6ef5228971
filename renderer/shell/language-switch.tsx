import { ActionIcon, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type LanguageChoice, languageChoices } from '../../shared/values/languages.ts';
import { words } from '../../shared/words/words.ts';
import { useApi } from '../api/api.tsx';
import { toErrorShape } from '../api/errors.ts';
import { chosenLanguage } from '../language.ts';
import { type Command, useCommands } from '../ui/commands.ts';
import { Failure } from '../ui/failure.tsx';
import { Hanging } from '../ui/hanging.tsx';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

/** Has a language kept, and the page loaded anew in it: where one is and what was filtered there is kept by the window. */
function useLanguage() {
  const { client } = useApi();
  return useMutation({
    mutationFn: (language: LanguageChoice) => client.app.chooseLanguage({ language }),
    onSuccess: () => location.reload(),
  });
}

/** The button `Language` and its menu: as the system, or one of ours. */
export function LanguageSwitch() {
  const { mutate, error, reset } = useLanguage();
  const { language } = words.page.shell;
  const chosen = chosenLanguage(document);
  useCommands(
    language.button,
    languageChoices.map(
      (choice): Command => ({ label: language.command(language.of(choice)), run: () => mutate(choice) }),
    ),
  );
  return (
    <div className={classes.language}>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon aria-label={language.button} title={language.button}>
            <Icon name="language" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {languageChoices.map((choice) => (
            <Menu.Item
              key={choice}
              role="menuitemradio"
              aria-checked={choice === chosen}
              leftSection={<Icon name={choice === chosen ? 'check' : 'none'} size={14} />}
              onClick={() => mutate(choice)}
            >
              {language.of(choice)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {error && (
        <Hanging place="below" away={language.putFailureAway} onAway={reset}>
          <Failure error={toErrorShape(error)} />
        </Hanging>
      )}
    </div>
  );
}

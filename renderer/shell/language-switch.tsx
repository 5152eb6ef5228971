import { ActionIcon, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { isLanguageChoice, type LanguageChoice, languageChoices } from '../../shared/values/languages.ts';
import { words } from '../../shared/words/words.ts';
import { useApi } from '../api/api.tsx';
import { toErrorShape } from '../api/errors.ts';
import { chosenLanguage, speak } from '../language.ts';
import { type Command, useCommands } from '../ui/commands.ts';
import { Failure } from '../ui/failure.tsx';
import { Hanging } from '../ui/hanging.tsx';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

/** Has a language kept, and the page speak it from then on. */
function useChoice() {
  const { client } = useApi();
  return useMutation({
    mutationFn: async (language: LanguageChoice) => {
      await client.app.chooseLanguage({ language });
      await speak(document, language, navigator.language);
    },
  });
}

/** The button `Language` and its menu: as the system, or one of ours. */
export function LanguageSwitch() {
  const { mutate, error, reset } = useChoice();
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
          <Menu.RadioGroup value={chosen} onChange={(choice) => isLanguageChoice(choice) && mutate(choice)}>
            {languageChoices.map((choice) => (
              <Menu.RadioItem key={choice} value={choice} closeMenuOnClick>
                {language.of(choice)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
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

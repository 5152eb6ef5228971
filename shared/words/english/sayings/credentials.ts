/** Why there are no credentials: kept secrets, profiles, sign-ins, roles, machines. */
export const credentialSayings = {
  secretNotKept:
    'The secret access key of “{connection}” is not kept on this computer. Edit the connection and enter it again.',
  secretUndecipherable:
    'The stored secret cannot be decrypted any more: the system’s vault has changed. Enter the secret access key again.',
  noTokenFile:
    '“{connection}” came out of a file, which may name no token file. Edit the connection and enter the file’s path.',
  askedOfAnonymous: 'A connection without credentials was asked for them.',
  credentialsNotHad: 'The credentials could not be had.',

  noProfile: 'There is no profile “{profile}” in {config} or {credentials}.',
  profileYieldsNothing: 'Profile “{profile}” in {file} holds nothing that yields credentials.',
  profileBroken: 'Profile “{profile}” in {file} {what}.',
  profileFileIrregular: '{file} is not a regular file.',
  profileFileTooLarge: '{file} is far too large.',
  profileFileUnreadable: '{file} cannot be read ({code}).',
  profileFileSection: '{file} has, in line {line}, a section without its closing bracket.',
  profileFileSetting: '{file} has, in line {line}, a setting before the first section.',
  profileFileLine: '{file} has, in line {line}, a line that is not a setting.',

  processFailed: 'The credential_process of profile “{profile}” in {file} {what}.',
  processExpired: 'The credential_process of profile “{profile}” in {file} printed credentials that have expired.',

  loginEnded: 'The sign-in of profile “{profile}” has ended, or there was none. Run: aws login --profile {profile}',
  tokenFile: 'The web identity token file, {file}, {why}.',
  tokenFileOfProfile: 'The web identity token file of profile “{profile}”, {file}, {why}.',

  mfaCodeNeeded: 'Profile “{profile}” asks for a code of its MFA device. Sign in to enter it.',
  mfaCodeRefused:
    'Profile “{profile}” asks for a code of its MFA device. AWS did not accept the code that was entered. Wait for the next one and sign in again.',
  nothingTyped: 'Nothing is typed here: confirm the code on the page that was opened.',
  nothingWaits: 'Nothing waits for this code any more. Sign in again.',
  closing: 'Loose Parts is closing.',
  signInDismissed: 'The sign-in of profile “{profile}” was dismissed. Nothing is sent with it until you sign in.',
  signInDenied: 'The sign-in of profile “{profile}” was denied on the page.',
  signInLate: 'The code for profile “{profile}” was not confirmed in time. Sign in again.',
  signInLacking: 'The sign-in of profile “{profile}” failed: the answer to {operation} lacks what it should hold.',
  signInNeeded:
    'Profile “{profile}” signs in at {host}, and the last sign-in has ended. Sign in here, or run: aws sso login --profile {profile}',

  askedInVain: '{what} could not be asked for. {why}',
  callFailed: '{what} could not be had: {operation} failed.',
  callFailedWith: '{what} could not be had: {operation} failed (HTTP {status}).',
  callExpired: '{what} was refused: what it is asked for with has expired.',
  callSkewed: '{what} was refused: the clocks disagree ({name}).',
  callBusy: '{what} has to wait: {operation} is busy.',
  callRefused: '{what} was refused ({why}). Check who may call {operation}.',
  withoutKeys: '{what} came without keys.',

  environmentLacks: 'The environment that Loose Parts was started in has no {variable}.',
  environmentLacksBoth:
    'The environment that Loose Parts was started in has no AWS_ACCESS_KEY_ID and no AWS_SECRET_ACCESS_KEY.',
  environmentExpired: 'The credentials in the environment have expired. Start Loose Parts again with new ones.',
  noContainerRole:
    'Loose Parts does not run in a container with a role: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set.',
  containerTokenFile: 'The container’s token file {file} {why}.',
  containerGaveNone: 'The container’s endpoint for credentials gave none.',
  metadataOff: 'The instance’s metadata service is switched off here (AWS_EC2_METADATA_DISABLED).',
  metadataGaveNone:
    'The instance’s metadata service (IMDSv2) gave no credentials: this is no EC2 instance, or it has no role.',

  noKeyring:
    'No keyring answers here (GNOME Keyring, KWallet or another Secret Service), so a secret could not be encrypted. Start one, or name another with --password-store. Use an AWS profile instead, or the browser host (npm start -- --browser), which keeps entered secrets in memory only.',
  vaultOrElse:
    '{why} Use an AWS profile instead, or the browser host (npm start -- --browser), which keeps entered secrets in memory only.',
  vaultLate: 'The system’s key store did not answer within {seconds} s. Is it waiting to be unlocked?',
  vaultNotNow: 'The system’s key store cannot be asked just now. Try again.',
  vaultNotEncrypted: 'The system’s key store did not encrypt the secret.',
  vaultUnreadable: 'The file of secrets cannot be read ({code}).',
  vaultDamaged: 'The file of secrets is damaged. Move {path} away and enter them again.',
} as const;

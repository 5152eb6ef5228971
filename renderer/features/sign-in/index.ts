export { CredentialLine } from './credential-line.tsx';
export { PromptCorner, Prompts } from './prompts.tsx';
export { AccessFailure } from './sign-in-button.tsx';

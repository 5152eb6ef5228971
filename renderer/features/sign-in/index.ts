export { CredentialLine } from './credential-line.tsx';
export { PromptCorner, Prompts } from './prompts.tsx';

/**
 * The page's background in its two themes, as renderer/theme.css has it (`--page`): what a window shows before the page is
 * drawn, and what the page names as its theme colour.
 */
export const pageColours = { light: '#f5f6f8', dark: '#12151b' } as const;

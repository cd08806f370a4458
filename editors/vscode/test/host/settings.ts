// The settings of the workbench in tests and in `make try`: quiet, and with a font in which Chinese characters are
// exactly twice as wide as figures, so that tables stand straight.

export const SETTINGS = {
  'chat.commandCenter.enabled': false,
  'editor.fontFamily': "'Sarasa Mono SC', 'Noto Sans Mono CJK SC', NSimSun, monospace",
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** What is set for the machine: VS Code heeds it nowhere else. The walkthrough opens where a test wants it to. */
export const MACHINE = { 'workbench.welcomePage.walkthroughs.openOnInstall': false };

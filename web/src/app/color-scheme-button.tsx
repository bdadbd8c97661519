import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { lazy } from 'react';
import { MenuOnDemand } from './menu-on-demand.tsx';
import { colorSchemes } from './color-schemes.ts';

const ColorSchemeMenu = lazy(() => import('./color-scheme-menu.tsx').then((m) => ({ default: m.ColorSchemeMenu })));

export function ColorSchemeButton() {
  const { colorScheme } = useMantineColorScheme();
  const current = colorSchemes.find(({ value }) => value === colorScheme) ?? colorSchemes[2];
  return (
    <MenuOnDemand
      menu={ColorSchemeMenu}
      target={
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={`Colour scheme: ${current.label}`}>
          <current.icon size={18} aria-hidden />
        </ActionIcon>
      }
    />
  );
}

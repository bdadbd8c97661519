import '../components/dialog.css';
import { Drawer } from '@mantine/core';
import { Navigation } from './navigation.tsx';

/** The navigation on narrow screens. */
export function NavigationDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer
      opened
      onClose={onClose}
      title="Backline"
      size={280}
      closeButtonProps={{ 'aria-label': 'Close navigation' }}
    >
      <Navigation isCollapsed={false} />
    </Drawer>
  );
}

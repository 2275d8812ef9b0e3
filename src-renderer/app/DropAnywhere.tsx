import { useEffect, useRef, useState, type ReactNode } from 'react';
import { offerFiles } from '../session/dropped-files.ts';
import { usePlace } from '../session/place.ts';

/** Files may be dropped on any page; they are taken to the import page. */
export function DropAnywhere(): ReactNode {
  const [isOver, setIsOver] = useState(false);
  const { go } = usePlace();
  const open = useRef(go);
  useEffect(() => {
    open.current = go;
  });
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      setIsOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      offerFiles(files);
      open.current('imports');
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver ? <div className="drop-cover">Drop cost exports to import them</div> : null;
}

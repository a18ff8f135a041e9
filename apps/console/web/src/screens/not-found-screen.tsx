import { Link } from 'wouter';
import { PageHeader } from '../ui/page.js';
import { Empty } from '../ui/states.js';

export function NotFoundScreen() {
  return (
    <>
      <PageHeader title="Not found" />
      <Empty icon="question" title="There is no such screen">
        <Link href="/">Go to the overview</Link>
      </Empty>
    </>
  );
}

import { Component, type ReactNode } from 'react';
import { Failure } from './ui/states.js';

/** A screen that fails must not take the way to the other screens with it. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode; readonly screen: string },
  { readonly error: unknown }
> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: { readonly screen: string }) {
    if (before.screen !== this.props.screen && this.state.error) this.setState({ error: null });
  }

  override render() {
    return this.state.error ? (
      <Failure error={this.state.error} again={() => this.setState({ error: null })} />
    ) : (
      this.props.children
    );
  }
}

// What the scripts find in the page, and what they hand to one another.

interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}

interface Element {
  closest(selectors: string): any;
}

interface Document {
  getElementById(id: string): any;
}

interface Window {
  sealedLocation?: URL | Location;
}

// The address constructor takes whatever has a text of its own.
interface Location extends Pick<URL, "password" | "searchParams" | "username" | "toJSON"> {}

interface Window {
  searchText: any;
  searchIndex: any;
  MiniSearch: any;
  clients: any;
  navigation?: any;
  skipWaiting(): Promise<void>;
}

// The worker's events: its library cannot stand beside the page's.
interface Event {
  request: any;
  addRoutes?(routes: any): Promise<void>;
  respondWith(response: any): void;
  waitUntil(work: any): void;
}

declare function importScripts(...files: string[]): void;
declare const age: any;

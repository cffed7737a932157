import { QueryClient } from '@tanstack/react-query'

/**
 * Keeps what the page asked the main process, for as long as somebody looks at it and no longer: the next person must not
 * see it, and a screen that is opened again asks again. Whether the plant can be reached is the main process's to say, so
 * nothing here waits for a network, tries again by itself, or asks because the window got the focus.
 */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: false,
      refetchOnReconnect: false,
      refetchOnWindowFocus: false,
      refetchIntervalInBackground: true,
      gcTime: 0,
    },
  },
})

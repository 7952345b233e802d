import { h, render } from 'preact'
import './playground.css'
import { followLink } from './linked-page.ts'
import { App } from './view/app.tsx'
import { followTheme } from './view/theme.ts'

followTheme()
await followLink()
const root = document.getElementById('app')
if (root) render(h(App, {}), root)

// What is loaded once is there without a network, too.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  addEventListener('load', () => void navigator.serviceWorker.register('./service-worker.js'))

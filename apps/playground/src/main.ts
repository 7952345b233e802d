import { h, render } from 'preact'
import './playground.css'
import { App } from './view/app.tsx'
import { followTheme } from './view/theme.ts'

followTheme()
const root = document.getElementById('app')
if (root) render(h(App, {}), root)

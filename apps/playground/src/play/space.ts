import type { Geom } from '@gencode/env-mujoco'
import {
  BoxGeometry,
  type BufferGeometry,
  CapsuleGeometry,
  Color,
  CylinderGeometry,
  DirectionalLight,
  GridHelper,
  HemisphereLight,
  type Matrix4,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  SphereGeometry,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/addons/controls/OrbitControls.js'

/** A simulation drawn in three dimensions; the mouse, a finger or the arrow keys turn the camera. */
export interface Space {
  /** Draws the bodies where they are; the camera goes along. */
  show(geoms: readonly Geom[]): void
  dispose(): void
}

/** How far an endless floor is drawn, in metres. */
const floorSize = 200
const up = new Vector3(0, 0, 1)

/** @returns `undefined` where the browser has no WebGL */
export function createSpace(canvas: HTMLCanvasElement): Space | undefined {
  let renderer: WebGLRenderer
  try {
    renderer = new WebGLRenderer({ canvas, antialias: true })
  } catch {
    return undefined
  }
  const scene = new Scene()
  scene.background = new Color('#dfe7f0')
  const sun = new DirectionalLight('#ffffff', 2)
  sun.position.set(2, -3, 6)
  const grid = new GridHelper(floorSize, floorSize, '#7d90a6', '#7d90a6')
  grid.rotateX(Math.PI / 2)
  grid.position.z = 0.012
  scene.add(new HemisphereLight('#ffffff', '#8090a0', 1.6), sun, grid)
  const camera = new PerspectiveCamera(45, 1, 0.1, 150)
  camera.up.copy(up)
  const controls = new OrbitControls(camera, canvas)
  controls.listenToKeyEvents(canvas)
  controls.maxPolarAngle = Math.PI / 2
  let meshes: Mesh[] = []
  let kinds = ''
  let followed: Vector3 | undefined

  const draw = (): void => {
    const { clientWidth: width, clientHeight: height } = canvas
    if (width === 0 || height === 0) return
    const size = renderer.getSize(new Vector2())
    if (size.x !== width || size.y !== height) {
      renderer.setPixelRatio(Math.min(2, devicePixelRatio))
      renderer.setSize(width, height, false)
      camera.aspect = width / height
      camera.updateProjectionMatrix()
    }
    renderer.render(scene, camera)
  }
  controls.addEventListener('change', draw)

  const build = (geoms: readonly Geom[]): void => {
    for (const mesh of meshes) drop(scene, mesh)
    meshes = geoms.map((geom) => {
      const mesh = new Mesh(shapeOf(geom), materialOf(geom))
      mesh.matrixAutoUpdate = false
      scene.add(mesh)
      return mesh
    })
    followed = undefined
  }
  /** The camera goes along with what moves, as it was turned. */
  const follow = (geoms: readonly Geom[]): void => {
    const moving = geoms.filter(({ body }) => body > 0)
    const [x = 0, y = 0, z = 0] = [0, 1, 2].map(
      (axis) =>
        moving.reduce((sum, { position }) => sum + (position[axis] as number), 0) /
        Math.max(1, moving.length),
    )
    const at = new Vector3(x, y, z)
    if (!followed) {
      const reach = Math.max(1, ...moving.map(({ position }) => at.distanceTo(new Vector3(...position))))
      camera.position.copy(at).add(new Vector3(0.6, -2.6, 0.9).multiplyScalar(reach))
      controls.target.copy(at)
    } else {
      const moved = at.clone().sub(followed)
      moved.z = 0
      camera.position.add(moved)
      controls.target.add(moved)
    }
    followed = at
    controls.update()
  }
  return {
    show(geoms) {
      const now = geoms.map(({ kind, size }) => `${kind} ${size.join(' ')}`).join(';')
      if (now !== kinds) build(geoms)
      kinds = now
      for (const [index, { rotation: r, position: p }] of geoms.entries()) {
        const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0, i = 1] = r
        const matrix = meshes[index]?.matrix as Matrix4
        matrix.set(a, b, c, p[0], d, e, f, p[1], g, h, i, p[2], 0, 0, 0, 1)
      }
      follow(geoms)
      draw()
    },
    dispose() {
      for (const mesh of meshes) drop(scene, mesh)
      controls.dispose()
      renderer.dispose()
    },
  }
}

/** MuJoCo's long shapes lie along z, those here along y. */
function shapeOf({ kind, size: [x, y, z] }: Geom): BufferGeometry {
  switch (kind) {
    case 'plane':
      return new PlaneGeometry(x > 0 ? 2 * x : floorSize, y > 0 ? 2 * y : floorSize)
    case 'sphere':
      return new SphereGeometry(x, 32, 16)
    case 'capsule':
      return new CapsuleGeometry(x, 2 * y, 8, 24).rotateX(Math.PI / 2)
    case 'cylinder':
      return new CylinderGeometry(x, x, 2 * y, 32).rotateX(Math.PI / 2)
    case 'ellipsoid':
      return new SphereGeometry(1, 32, 16).scale(x, y, z)
    default:
      return new BoxGeometry(2 * x, 2 * y, 2 * z)
  }
}

function materialOf({ kind, color }: Geom): MeshStandardMaterial {
  const [, red = '0', green = '0', blue = '0', alpha = '1'] =
    /rgba?\((\d+),(\d+),(\d+)(?:,([\d.]+))?\)/.exec(color) ?? []
  const opacity = Number(alpha)
  return new MeshStandardMaterial({
    color: kind === 'plane' ? '#e9eef4' : new Color(`rgb(${red},${green},${blue})`),
    roughness: 0.7,
    // The lines of the floor lie on it.
    polygonOffset: kind === 'plane',
    polygonOffsetFactor: 2,
    polygonOffsetUnits: 2,
    opacity,
    transparent: opacity < 1,
  })
}

function drop(scene: Scene, mesh: Mesh): void {
  scene.remove(mesh)
  mesh.geometry.dispose()
  ;(mesh.material as MeshStandardMaterial).dispose()
}

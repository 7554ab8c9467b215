#include "screen.h"

#define GLFW_INCLUDE_GLEXT
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cstdio>

#include "offscreen.h"

namespace throughline::studio {
namespace {

void report(int, const char* message) { std::fprintf(stderr, "throughline-studio: %s\n", message); }

void draw(const Colour& ground, int width, int height) {
  ImGui::Render();
  const Rgba c = srgb(ground);
  glViewport(0, 0, width, height);
  glClearColor(c.r, c.g, c.b, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace

std::unique_ptr<Screen> Screen::open(int width, int height, bool visible) {
  glfwSetErrorCallback(report);
  if (glfwInit() == 0) return nullptr;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, visible ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, visible ? GLFW_TRUE : GLFW_FALSE);
  GLFWwindow* window = glfwCreateWindow(width, height, "Throughline studio", nullptr, nullptr);
  if (window == nullptr) {
    glfwTerminate();
    return nullptr;
  }
  float scale = 1, ignored = 1;
  if (visible) glfwGetWindowContentScale(window, &scale, &ignored);
  return std::unique_ptr<Screen>(new Screen(window, scale));
}

Screen::Screen(GLFWwindow* window, float scale) : window_(window), scale_(scale) {
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(1);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;  // leaves no file behind
  ImGui_ImplGlfw_InitForOpenGL(window_, true);
  ImGui_ImplOpenGL3_Init("#version 150");
}

Screen::~Screen() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(window_);
  glfwTerminate();
}

bool Screen::closing() const { return glfwWindowShouldClose(window_) != 0; }

void Screen::wait(double seconds) { glfwWaitEventsTimeout(seconds); }

void Screen::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
}

void Screen::end_frame(const Colour& ground) {
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  draw(ground, width, height);
  glfwSwapBuffers(window_);
}

void Screen::begin_picture(int width, int height) {
  picture_width_ = width;
  picture_height_ = height;
  ImGui_ImplOpenGL3_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DisplayFramebufferScale = {1, 1};
  io.DeltaTime = 1.0f / 60.0f;
  ImGui::NewFrame();
}

bool Screen::end_picture(const Colour& ground, const std::string& path) {
  const Offscreen target(picture_width_, picture_height_);
  if (!target.ready()) {
    report(0, "the graphics driver cannot draw a picture of this size");
    return false;
  }
  draw(ground, picture_width_, picture_height_);
  return path.empty() || target.write_png(path);
}

}  // namespace throughline::studio

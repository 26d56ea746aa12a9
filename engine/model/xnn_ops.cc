#include "engine/model/xnn_ops.h"

#include <xnnpack.h>

#include <limits>
#include <string>

namespace inkling {
namespace {

Error xnn_error(const char* what, xnn_status status) {
  return make_error(ErrorCode::kInternal, std::string("XNNPACK could not ") + what + " (status " +
                                              std::to_string(static_cast<int>(status)) + ")");
}

xnn_status initialize_once() {
  static const xnn_status status = xnn_initialize(nullptr);
  return status;
}

}  // namespace

static_assert(16 * sizeof(float) >= XNN_EXTRA_BYTES);

struct DenseOp::Impl {
  xnn_operator_t op = nullptr;
  const float* input = nullptr;
  float* output = nullptr;
  std::size_t rows = 0;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (op != nullptr) xnn_delete_operator(op);
  }
};

DenseOp::DenseOp() = default;
DenseOp::~DenseOp() = default;
DenseOp::DenseOp(DenseOp&&) noexcept = default;
DenseOp& DenseOp::operator=(DenseOp&&) noexcept = default;

Result<DenseOp> DenseOp::create(const Shape& shape, std::span<const float> weights,
                                std::span<const float> bias) {
  if (weights.size() != shape.inputs * shape.outputs ||
      (!bias.empty() && bias.size() != shape.outputs)) {
    return make_error(ErrorCode::kInternal, "weights do not have the operator's shape");
  }
  if (const xnn_status status = initialize_once(); status != xnn_status_success) {
    return xnn_error("start; does this processor have what it asks for?", status);
  }
  DenseOp out;
  out.impl_ = std::make_unique<Impl>();
  const float infinity = std::numeric_limits<float>::infinity();
  const xnn_status status = xnn_create_fully_connected_nc_f32(
      shape.inputs, shape.outputs, shape.input_stride, shape.output_stride, weights.data(),
      bias.empty() ? nullptr : bias.data(), shape.relu ? 0.0F : -infinity, infinity, 0,
      &out.impl_->op);
  if (status != xnn_status_success) return xnn_error("make an operator", status);
  out.weight_bytes_ = (weights.size() + bias.size()) * sizeof(float);
  return out;
}

Status DenseOp::run(const float* input, float* output, std::size_t rows) {
  if (rows == 0) return {};
  Impl& impl = *impl_;
  // Setting up costs as much as a small product: only when something moved.
  if (impl.input != input || impl.output != output || impl.rows != rows) {
    const xnn_status status =
        xnn_setup_fully_connected_nc_f32(impl.op, rows, input, output, nullptr);
    if (status != xnn_status_success) return xnn_error("set up an operator", status);
    impl.input = input;
    impl.output = output;
    impl.rows = rows;
  }
  const xnn_status status = xnn_run_operator(impl.op, nullptr);
  if (status != xnn_status_success) return xnn_error("run an operator", status);
  return {};
}

}  // namespace inkling

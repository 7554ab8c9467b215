// Triggers by themselves: they are compiled as the milestones of a template that nobody starts.
#include "compile.h"
#include "findings.h"

namespace throughline {

struct Triggers::Model {
  TemplateModel as_template;
};

Triggers::Triggers() : model_(std::make_shared<const Model>()) {}

Result<Triggers> Triggers::parse(std::string_view json) {
  Findings findings;
  auto model = std::make_shared<Model>();
  model->as_template.milestones = read_trigger_list(json, findings);
  if (const Finding* refused = findings.first_error())
    return Error{Code::invalid_template, refused->at + ": " + refused->message};
  Triggers triggers;
  triggers.model_ = std::move(model);
  return triggers;
}

std::size_t Triggers::size() const { return model_->as_template.milestones.size(); }

struct TriggerMatcher::State {
  State(const Triggers& triggers, const GatedTimeline& events_in,
        const Conversations& conversations)
      : model(triggers.model()),
        events(&events_in),
        compiled(model->as_template),
        context(events_in, conversations) {}

  std::shared_ptr<const Triggers::Model> model;
  const GatedTimeline* events;
  KindCodes kinds;
  CompiledTemplate compiled;
  MatchContext context;

  KindCode kind_of(Row row) {
    const KindCode code = kinds.code(events->kind(row));
    compiled.learn_kinds(kinds, *events);
    return code;
  }
};

TriggerMatcher::TriggerMatcher(const Triggers& triggers, const GatedTimeline& events,
                               const Conversations& conversations)
    : state_(std::make_shared<State>(triggers, events, conversations)) {}

bool TriggerMatcher::matches(std::size_t number, Row row) {
  return first_match(number, number + 1, row) == number;
}

std::size_t TriggerMatcher::first_match(std::size_t from, std::size_t to, Row row) {
  CompiledTemplate& compiled = state_->compiled;
  const KindCode kind = state_->kind_of(row);
  for (std::size_t i = from; i < to; ++i) {
    const auto number = compiled.first_milestone() + static_cast<std::uint32_t>(i);
    if (compiled.matches(number, kind, row, state_->context)) return i;
  }
  return to;
}

}  // namespace throughline

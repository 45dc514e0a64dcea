using System.Globalization;
using System.Reflection;

namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>A method together with one of the texts it is bound to.</summary>
public sealed class StepBinding(MethodInfo method, StepKind kind, string expression)
{
    private readonly StepExpression _expression = new(expression);

    public MethodInfo Method => method;

    /// <summary>Class and method with the text, for messages.</summary>
    public override string ToString() => $"{method.DeclaringType!.Name}.{method.Name} [{kind}(\"{expression}\")]";

    /// <summary>The arguments for a step of this kind and text, or <c>null</c>.</summary>
    public IReadOnlyList<string>? Match(StepPlan step) => step.Kind == kind ? _expression.Match(step.Text) : null;

    /// <summary>Arguments as the method wants them: those of the text, then the table or document under the step.</summary>
    /// <exception cref="StepProblemException">They do not fit.</exception>
    public object?[] Arguments(StepPlan step, IReadOnlyList<string> texts)
    {
        var parameters = method.GetParameters();
        var given = new List<object>(texts);
        if (step.Table is not null)
        {
            given.Add(step.Table);
        }

        if (step.DocString is not null)
        {
            given.Add(step.DocString);
        }

        if (given.Count != parameters.Length)
        {
            throw new StepProblemException($"{this} takes {parameters.Length} argument(s), the step in line {step.Line} gives {given.Count}: {step.Text}");
        }

        return [.. given.Zip(parameters, (value, parameter) => Convert(value, parameter, step))];
    }

    private object? Convert(object value, ParameterInfo parameter, StepPlan step)
    {
        var type = parameter.ParameterType;
        if (value is not string text || type == typeof(string))
        {
            return value;
        }

        try
        {
            return type.IsEnum ? Enum.Parse(type, text, ignoreCase: true)
                : type == typeof(DateOnly) ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                : type == typeof(TimeSpan) ? TimeSpan.Parse(text, CultureInfo.InvariantCulture)
                : type == typeof(DateTimeOffset) ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                : System.Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or InvalidCastException)
        {
            throw new StepProblemException($"`{text}` in line {step.Line} does not fit the parameter `{parameter.Name}` of {this}");
        }
    }
}

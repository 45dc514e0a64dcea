using System.Collections;
using IntegrationHub.Schemas.Automata;

namespace IntegrationHub.Schemas.Compilation;

/// <summary>Facts about a finished content model that validation and its errors need.</summary>
internal static class ContentShape
{
    /// <summary>Numbers the children and finds which may come more than once and whether equal names can be parted.</summary>
    public static void Describe(ElementType type)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var state in type.States)
        {
            foreach (var transition in state.Transitions)
            {
                if (!numbers.TryGetValue(transition.Element.Name, out int number)) numbers.Add(transition.Element.Name, number = numbers.Count);
                transition.Element.Index = number;
            }
        }
        type.ChildCount = numbers.Count;

        var later = NamesStillToCome(type.States, numbers.Count);
        foreach (var state in type.States)
        {
            foreach (var transition in state.Transitions)
            {
                var element = transition.Element;
                // It repeats where it may come again, and is parted where something else may come between.
                element.Repeats |= later[transition.Next][element.Index];
                foreach (var next in transition.Next.Transitions)
                    type.Interleaves |= next.Element.Index != element.Index && later[next.Next][element.Index];
                type.Interleaves |= element.Repeats && transition.Next.Wildcards.Length > 0;
            }
        }
    }

    /// <summary>
    /// Prepares the fast path, once all types are known: literals of start tags, and which content it may read at all. Elements
    /// with a fixed value, with attributes of any other shape, or with text beside elements are left to the tokenizer.
    /// </summary>
    public static void PrepareFastPath(IEnumerable<ElementType> types)
    {
        foreach (var type in types)
        {
            var transitions = type.States.SelectMany(state => state.Transitions).ToList();
            foreach (var transition in transitions)
                transition.Tag = transition.Element.Tag ??= TagOf(transition.Element);
            bool plain = type.Kind == ContentKind.Elements && !type.Interleaves && transitions.Count > 0
                && type.States.All(state => state.Wildcards.Length == 0);
            byte[]? shared = plain ? transitions[0].Element.Namespace : null;
            type.FastNamespace = transitions.TrueForAll(transition => ReferenceEquals(transition.Element.Namespace, shared)) ? shared : null;
        }
    }

    private static TagLiteral? TagOf(ElementDeclaration element)
    {
        var type = element.Type;
        if (element.Fixed is not null || type.Abstract || element.LocalName.Length > TagLiteral.MaxLength - 2) return null;
        bool required = Array.Exists(type.Attributes, attribute => attribute.Required);
        string? literal = type.Kind switch
        {
            ContentKind.Simple when type.OnlyAttribute is { } only => $"{element.Name} {only.Name}=\"",
            ContentKind.Simple or ContentKind.Elements when !required => element.Name + ">",
            _ => null,
        };
        return literal is null || System.Text.Encoding.UTF8.GetByteCount(literal) > TagLiteral.MaxLength
            ? null : new TagLiteral(System.Text.Encoding.UTF8.GetBytes(literal));
    }

    /// <summary>A simple content with one required attribute, as identifiers have it.</summary>
    public static void FindOnlyAttribute(ElementType type)
    {
        if (type.Kind == ContentKind.Simple && type.AnyAttribute is null && type.Attributes is [{ Required: true, Fixed: null, Namespace.Length: 0 } only])
            type.OnlyAttribute = only;
    }

    /// <summary>For each state, the numbers of the children that may come from there on.</summary>
    private static Dictionary<ContentState, BitArray> NamesStillToCome(ContentState[] states, int names)
    {
        var later = states.ToDictionary(state => state, _ => new BitArray(names));
        bool changed = true;
        while (changed)
        {
            changed = false;
            // Contents run forwards: from the back, one round is nearly always enough.
            for (int i = states.Length - 1; i >= 0; i--)
            {
                var mine = later[states[i]];
                foreach (var transition in states[i].Transitions)
                {
                    changed |= !mine[transition.Element.Index];
                    mine[transition.Element.Index] = true;
                    changed |= Include(mine, later[transition.Next]);
                }
                foreach (var wildcard in states[i].Wildcards) changed |= Include(mine, later[wildcard.Next]);
            }
        }
        return later;
    }

    private static bool Include(BitArray into, BitArray names)
    {
        bool changed = false;
        for (int n = 0; n < into.Length; n++)
        {
            if (!names[n] || into[n]) continue;
            into[n] = true;
            changed = true;
        }
        return changed;
    }
}

using System.Collections.Concurrent;
using System.Text;

namespace IntegrationHub.Schemas.Patterns;

/// <summary>
/// A pattern as a deterministic automaton over character classes: time linear in the text, nothing to backtrack, no
/// allocation. Immutable and safe from any thread.
/// </summary>
internal sealed class PatternAutomaton
{
    /// <summary>Larger automata are refused when the schema is loaded.</summary>
    public const int MaxStates = 20_000;

    private static readonly ConcurrentDictionary<string, PatternAutomaton> Known = new(StringComparer.Ordinal);

    private readonly byte[] _asciiClass;
    private readonly int[] _boundaries;
    private readonly int[] _boundaryClass;
    private readonly int[] _next;
    private readonly bool[] _accepting;
    private readonly int _classes;

    internal PatternAutomaton(byte[] asciiClass, int[] boundaries, int[] boundaryClass, int classes, int[] next, bool[] accepting)
    {
        _asciiClass = asciiClass;
        _boundaries = boundaries;
        _boundaryClass = boundaryClass;
        _classes = classes;
        _next = next;
        _accepting = accepting;
    }

    /// <summary>Number of states, for tests and pages.</summary>
    public int States => _accepting.Length;

    /// <exception cref="NotSupportedException">The pattern is wrong, or is not covered, or needs more than <see cref="MaxStates"/> states.</exception>
    public static PatternAutomaton Compile(string pattern) =>
        Known.TryGetValue(pattern, out var known) ? known : Known.GetOrAdd(pattern, PatternCompiler.Compile(PatternParser.Parse(pattern)));

    /// <summary>True where the whole text (well-formed UTF-8) matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            int state = 0;
            int[] next = _next;
            for (int i = 0; i < text.Length;)
            {
                byte b = text[i];
                int symbol;
                if (b < 0x80)
                {
                    symbol = _asciiClass[b];
                    i++;
                }
                else
                {
                    Rune.DecodeFromUtf8(text[i..], out var rune, out int taken);
                    symbol = ClassOf(rune.Value);
                    i += taken;
                }
                state = next[(state * _classes) + symbol];
                if (state < 0) return false;
            }
            return _accepting[state];
        }
    }

    private int ClassOf(int codePoint)
    {
        int at = Array.BinarySearch(_boundaries, codePoint);
        return _boundaryClass[at >= 0 ? at : ~at - 1];
    }
}

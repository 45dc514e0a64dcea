using System.Buffers;
using System.Runtime.CompilerServices;

namespace IntegrationHub.Schemas.Reading;

/// <summary>One column of points while they are read: memory from the pool, handed on as an array of exactly its length.</summary>
internal sealed class Column<T>
{
    private T[] _values = [];
    private int _count, _filled, _last = -1;

    /// <summary>Sets the value of the row at hand; the last one wins.</summary>
    public void Set(int row, T value)
    {
        Reach(row + 1);
        _values[row] = value;
        if (row == _last) return;
        _last = row;
        _filled++;
    }

    /// <summary>How many rows have a value; rows are filled in rising order.</summary>
    public int Filled => _filled;

    /// <summary>The values of all rows, default where a row had none; empty where none had one.</summary>
    public ReadOnlyMemory<T> Take(int rows)
    {
        ReadOnlyMemory<T> result = default;
        if (_filled > 0)
        {
            Reach(rows);
            result = _values.AsSpan(0, rows).ToArray();
        }
        _count = _filled = 0;
        _last = -1;
        return result;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        Return(_values);
        _values = [];
        _count = 0;
    }

    private void Reach(int count)
    {
        if (count > _values.Length)
        {
            var larger = ArrayPool<T>.Shared.Rent(Math.Max(256, count * 2));
            _values.AsSpan(0, _count).CopyTo(larger);
            Return(_values);
            _values = larger;
        }
        if (count > _count) _values.AsSpan(_count, count - _count).Clear();
        _count = Math.Max(_count, count);
    }

    private static void Return(T[] values)
    {
        if (values.Length > 0) ArrayPool<T>.Shared.Return(values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }
}
